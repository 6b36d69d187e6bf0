import {hydrateRoot} from 'react-dom/client';
import {Health} from './Health';

hydrateRoot(document.querySelector('main')!, <Health />);
