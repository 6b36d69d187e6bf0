import 'my-health-elements';
import {useLayoutEffect, useRef, useState} from 'react';
import {createRoot} from 'react-dom/client';
import type {MyHealthTimeline} from 'my-health-elements';
import type {MyHealthTags} from 'my-health-elements/jsx';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends MyHealthTags {}
  }
}

// React 18 sets attributes only: properties and events go through a ref, before the element's first call
const Health = () => {
  const timeline = useRef<MyHealthTimeline>(null);
  const [received, setReceived] = useState('');
  useLayoutEffect(() => {
    const element = timeline.current!;
    element.hostHeaders = () => ({'x-csrf-token': 'from the page'});
    const stop = new AbortController();
    element.addEventListener(
      'mh-sync',
      ({route, phase, received}) => {
        if (phase === 'done') setReceived(`${route}: ${received}`);
      },
      {signal: stop.signal},
    );
    return () => stop.abort();
  }, []);
  return (
    <>
      <my-health-timeline ref={timeline} token-endpoint="/portal/my-health/token" page-size={50} />
      <p id="received">{received}</p>
    </>
  );
};

createRoot(document.querySelector('main')!).render(<Health />);
