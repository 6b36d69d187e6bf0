export {announceConnectReturn} from '../session/announce.js';
