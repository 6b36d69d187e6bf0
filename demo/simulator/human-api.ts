import {Hono, type Context} from 'hono';
import {rowsOf} from './human-records.js';
import {serve, type App} from './serve.js';
import {HUMAN_RESOURCES, type HumanLists, type HumanResource, type HumanSourceData, type JsonObject} from './types.js';
import type {HumanSource, World} from './world.js';

export const HUMAN_PATH = '/v1/human';
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** `YYYYMMDDTHHmmssZ`, the only spelling of instants that parameters take. */
const basicInstant = (text: string | undefined): number | null => {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** How far a collection is: 0 at its start, 1 when everything has come. */
export const progressOf = (world: World, source: HumanSource): number => {
  const {collection} = source;
  if (collection.kind !== 'collecting') return collection.kind === 'none' ? 0 : 1;
  const minutes = ((world.now() - collection.startedAt) / 60_000) * world.humanApi.speed;
  return Math.min(1, minutes / collection.minutes);
};

/** Turns collections that have come to their end into finished ones. */
const settle = (world: World): void => {
  for (const source of world.humanApi.sources) {
    if (source.collection.kind === 'collecting' && progressOf(world, source) >= 1) {
      source.collection = {kind: 'done', at: world.now()};
    }
  }
};

/** Starts collecting from an institution, as Human Connect does after a sign-in there. */
export const connectSource = (world: World, data: HumanSourceData, minutes = 60): HumanSource => {
  const startedAt = world.now();
  const lasts = (minutes * 60_000) / world.humanApi.speed;
  const lists: HumanLists = {};
  for (const resource of HUMAN_RESOURCES) {
    if (!data.lists[resource]) continue;
    lists[resource] = rowsOf(resource, [data]).map(({record, arrival}) => {
      const fetchedAt = new Date(startedAt + arrival * lasts).toISOString();
      return {...record, createdAt: fetchedAt, updatedAt: fetchedAt};
    });
  }
  const source: HumanSource = {
    ...data,
    lists,
    connectedSince: new Date(startedAt).toISOString(),
    collection: {kind: 'collecting', startedAt, minutes},
  };
  world.humanApi.sources = [...world.humanApi.sources.filter(other => other.source !== data.source), source];
  return source;
};

export const disconnectSource = (world: World, id: string): boolean => {
  const before = world.humanApi.sources.length;
  world.humanApi.sources = world.humanApi.sources.filter(source => source.id !== id);
  return world.humanApi.sources.length < before;
};

/** One entry of `/sources`. */
const sourceEntry = (world: World, source: HumanSource): JsonObject => {
  const {collection} = source;
  const at = (ms: number): string => new Date(ms).toISOString();
  const base = {
    id: source.id,
    source: source.source,
    sourceName: source.name,
    connectedSince: source.connectedSince,
    organization: source.organization,
  };
  switch (collection.kind) {
    case 'collecting': {
      const days = Math.round(progressOf(world, source) * 3650);
      return {
        ...base,
        historySync: {status: 'inProgress', oldestDate: at(world.now() - days * 86_400_000)},
        syncStatus: {status: 'inProgress', details: 'ok', synchedAt: at(collection.startedAt)},
        resync: {active: collection.again === true},
        expectedSyncDuration: collection.minutes,
      };
    }
    case 'done':
      return {
        ...base,
        historySync: {status: 'completed'},
        syncStatus: {status: 'ok', details: 'ok', synchedAt: at(collection.at)},
        resync: {active: false},
        expectedSyncDuration: null,
      };
    case 'none':
      return {
        ...base,
        syncStatus: {status: 'noDataAvailable', details: 'noDataAvailable', synchedAt: at(collection.at)},
        resync: {active: false},
        expectedSyncDuration: null,
      };
    case 'error':
      return {
        ...base,
        syncStatus: {status: collection.word, details: collection.word, synchedAt: at(collection.at)},
        resync: {active: false},
        expectedSyncDuration: null,
      };
  }
};

/** The aggregator's data service. */
export const createHumanApi = (world: World): App => {
  const app = new Hono();
  const sorted = new Map<HumanResource, {of: readonly HumanSource[]; rows: ReturnType<typeof rowsOf>}>();

  const fail = (status: 400 | 401 | 403 | 404, error: string, message: string): Response =>
    Response.json({statusCode: status, error, message, 'x-humanapi-request-id': world.random.hex(24)}, {status});

  const rows = (resource: HumanResource): ReturnType<typeof rowsOf> => {
    const known = sorted.get(resource);
    if (known?.of === world.humanApi.sources) return known.rows;
    const fresh = {of: world.humanApi.sources, rows: rowsOf(resource, world.humanApi.sources)};
    sorted.set(resource, fresh);
    return fresh.rows;
  };

  const page = (context: Context): Response => {
    const resource = context.req.param('resource') as HumanResource;
    const query = context.req.query();
    const asked = query['limit'] === undefined ? DEFAULT_LIMIT : Number(query['limit']);
    const offset = Number(query['offset'] ?? 0);
    if (!Number.isInteger(asked) || asked < 1 || !Number.isInteger(offset) || offset < 0) {
      return fail(400, 'Bad Request', 'limit and offset must be whole numbers');
    }
    if (asked > MAX_LIMIT && world.humanApi.overLimit === 'refuse') {
      return fail(400, 'Bad Request', 'limit must be at most 500');
    }
    const bounds = (['updated_since', 'created_since', 'updated_before', 'created_before'] as const).flatMap(name => {
      const text = query[name];
      return text === undefined ? [] : [{name, at: basicInstant(text)}];
    });
    if (bounds.some(({at}) => at === null)) return fail(400, 'Bad Request', 'dates must be YYYYMMDDTHHmmssZ');
    const {start_date: start, end_date: end, source} = query;
    const [from, to] = start && end ? [Date.parse(start), Date.parse(end) + 86_400_000] : [-Infinity, Infinity];

    const progress = new Map(world.humanApi.sources.map(one => [one.source, one]));
    const found = rows(resource).filter(row => {
      const owner = progress.get(row.source);
      if (!owner || (source !== undefined && row.source !== source)) return false;
      if (owner.collection.kind === 'none' || row.arrival > (arrived.get(owner) ?? 1)) return false;
      if (start && end && (row.time === null || row.time < from || row.time >= to)) return false;
      return bounds.every(({name, at}) => {
        const stamp = Date.parse(String(row.record[name.startsWith('updated') ? 'updatedAt' : 'createdAt']));
        return name.endsWith('since') ? stamp >= (at ?? 0) : stamp < (at ?? 0);
      });
    });
    return Response.json(found.slice(offset, offset + Math.min(asked, MAX_LIMIT)).map(row => row.record));
  };
  let arrived = new Map<HumanSource, number>();

  app.use(`${HUMAN_PATH}/*`, async (context, next) => {
    const state = world.tokens.judgeHeader(context.req.header('authorization'), 'human-api');
    if (state !== 'good') return fail(401, 'Unauthorized', 'Access token is missing, invalid or expired');
    settle(world);
    // a renewed collection does not take away what was there
    arrived = new Map(
      world.humanApi.sources.map(one => [
        one,
        one.collection.kind === 'collecting' && one.collection.again ? 1 : progressOf(world, one),
      ]),
    );
    return next();
  });

  app.get(`${HUMAN_PATH}/sources`, () =>
    Response.json(world.humanApi.sources.map(source => sourceEntry(world, source))),
  );

  app.get(`${HUMAN_PATH}/medical/profile`, () => {
    const profile = world.humanApi.sources.find(source => source.profile && (arrived.get(source) ?? 0) > 0)?.profile;
    return profile ? Response.json(profile) : fail(404, 'Not Found', 'No profile');
  });

  app.get(`${HUMAN_PATH}/medical/:resource`, context => {
    const {resource} = context.req.param();
    if (!(HUMAN_RESOURCES as readonly string[]).includes(resource)) return fail(404, 'Not Found', 'Unknown resource');
    if (world.humanApi.refused.includes(resource)) return fail(403, 'Forbidden', 'Not allowed for this application');
    return page(context);
  });

  app.notFound(() => fail(404, 'Not Found', 'Not found'));

  return serve(world, 'human-api', app, {headers: ['Authorization', 'Accept'], methods: ['GET'], credentials: false});
};
