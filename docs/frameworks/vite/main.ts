import 'my-health-elements';

// typed by the package: the element by its tag, the event by its name
const timeline = document.querySelector('my-health-timeline')!;
timeline.pageSize = 50;
timeline.hostHeaders = () => ({'x-csrf-token': 'from the page'});
timeline.addEventListener('mh-sync', ({route, phase, received}) => {
  if (phase === 'done') document.querySelector('#received')!.textContent = `${route}: ${received}`;
});
