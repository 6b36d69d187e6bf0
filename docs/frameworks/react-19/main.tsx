import 'my-health-elements';
import {useState} from 'react';
import {createRoot} from 'react-dom/client';
import type {MyHealthTags} from 'my-health-elements/jsx';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends MyHealthTags {}
  }
}

const csrf = (): Record<string, string> => ({'x-csrf-token': 'from the page'});

// React 19 sets properties and listens to `on…` on custom elements
const Health = () => {
  const [received, setReceived] = useState('');
  return (
    <>
      <my-health-timeline
        tokenEndpoint="/portal/my-health/token"
        pageSize={50}
        hostHeaders={csrf}
        onmh-sync={({route, phase, received}) => {
          if (phase === 'done') setReceived(`${route}: ${received}`);
        }}
      />
      <p id="received">{received}</p>
    </>
  );
};

createRoot(document.querySelector('main')!).render(<Health />);
