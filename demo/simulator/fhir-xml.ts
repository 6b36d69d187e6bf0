import type {JsonObject, Resource} from './types.js';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const element = (name: string, value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(item => element(name, item)).join('');
  if (typeof value === 'object') {
    const object = value as JsonObject;
    if (typeof object['resourceType'] === 'string') return `<${name}>${toXml(object as Resource)}</${name}>`;
    if (name === 'text' && typeof object['div'] === 'string') {
      return `<text>${element('status', object['status'])}${object['div']}</text>`;
    }
    return `<${name}>${children(object)}</${name}>`;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `<${name} value="${escape(text)}"/>`;
};

const children = (object: JsonObject): string =>
  Object.entries(object)
    .filter(([name]) => name !== 'resourceType' && !name.startsWith('_'))
    .map(([name, value]) => element(name, value))
    .join('');

/** A resource in FHIR's XML form (R4, xml.html): what Epic answers to a request that does not ask for JSON. */
export const toXml = (resource: Resource): string =>
  `<${resource.resourceType} xmlns="http://hl7.org/fhir">${children(resource)}</${resource.resourceType}>`;
