import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import type {Context} from './context.js';

/** One question; open by one press, by keyboard too. */
const item = (id: string, question: string, answer: unknown): TemplateResult =>
  html`<details id="faq-${id}">
    <summary><bdi>${question}</bdi></summary>
    <p>${answer}</p>
  </details>`;

/** The portal's frequent questions, with the names that the host gave its routes. */
export const faqView = ({snapshot, words}: Context): unknown => {
  const {routes, accounts} = snapshot;
  const aggregators = routes.filter(({kind}) => kind === 'aggregator');
  const direct = routes.filter(({kind}) => kind === 'direct');
  if (!routes.length) return nothing;
  return html`<details class="faq" id="faq">
    <summary><bdi>${words.faq}</bdi></summary>
    ${aggregators.map(({id, name}) => {
      const link = accounts.find(({route}) => route === id)?.optOutUrl;
      return html`${item(`what-${id}`, words.faqWhat(name), words.faqWhatText(name))}
      ${item(`role-${id}`, words.faqRole(name), words.faqRoleText(name))}
      ${item(`account-${id}`, words.faqAccount(name), words.faqAccountText(name))}
      ${item(
        `opt-out-${id}`,
        words.faqOptOutOf(name),
        html`${words.faqOptOutText(name)}
        ${
          link
            ? html`<a href=${link} target="_blank" rel="noopener"
                >${words.faqOptOutLink(name)} <span class="visually-hidden">${words.opensNew}</span></a
              >`
            : nothing
        }`,
      )}`;
    })}
    ${item('missing', words.faqMissing, aggregators[0] ? words.missingWhy(aggregators[0].name) : words.missingWhyPlain)}
    ${direct.map(({id, institution, name}) => {
      const place = institution?.name ?? name;
      return item(
        `different-${id}`,
        words.faqDifferent(place),
        aggregators[0] ? words.faqDifferentFrom(place, aggregators[0].name) : words.faqDifferentText(place),
      );
    })}
  </details>`;
};
