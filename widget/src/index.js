import { SoftstartRehearsal } from "./element.js";

if (!customElements.get("softstart-rehearsal")) customElements.define("softstart-rehearsal", SoftstartRehearsal);
