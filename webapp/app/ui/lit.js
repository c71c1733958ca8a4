/* The one place that knows where Lit is; the build puts it there (pom.xml). */
export { LitElement, html, svg, nothing } from '../../vendor/lit-element/lit-element.js';
export { repeat } from '../../vendor/lit-html/directives/repeat.js';
export { classMap } from '../../vendor/lit-html/directives/class-map.js';
