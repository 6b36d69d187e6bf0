import {renderToString} from 'react-dom/server';
import {Health} from './Health';

export const written = (page: string): string => page.replace('<!-- health -->', renderToString(<Health />));
