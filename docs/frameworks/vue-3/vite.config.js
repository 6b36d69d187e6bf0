import vue from '@vitejs/plugin-vue';

// tags with a dash are elements of the page, not Vue components
export default {plugins: [vue({template: {compilerOptions: {isCustomElement: tag => tag.includes('-')}}})]};
