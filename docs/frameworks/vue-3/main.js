import 'my-health-elements';
import {createApp} from 'vue';
import Health from './Health.vue';

createApp(Health).mount('main');
