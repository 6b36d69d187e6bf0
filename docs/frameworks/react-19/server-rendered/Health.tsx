import {useEffect, useRef, useState} from 'react';
import type {MyHealthTimeline} from 'my-health-elements';
import type {MyHealthTags} from 'my-health-elements/jsx';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends MyHealthTags {}
  }
}

const csrf = (): Record<string, string> => ({'x-csrf-token': 'from the page'});

// React leaves the properties and events of a tag that a server has written unset. They are set here, and the tag is
// defined only then: it asks for its first token as soon as it is
export const Health = () => {
  const timeline = useRef<MyHealthTimeline>(null);
  const [received, setReceived] = useState('');
  useEffect(() => {
    const element = timeline.current!;
    element.hostHeaders = csrf;
    const stop = new AbortController();
    element.addEventListener(
      'mh-sync',
      ({route, phase, received}) => {
        if (phase === 'done') setReceived(`${route}: ${received}`);
      },
      {signal: stop.signal},
    );
    void import('my-health-elements');
    return () => stop.abort();
  }, []);
  return (
    <>
      <my-health-timeline ref={timeline} token-endpoint="/portal/my-health/token" page-size={50} />
      <p id="received">{received}</p>
    </>
  );
};
