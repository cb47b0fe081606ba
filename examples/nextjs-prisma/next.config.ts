// region: config
import { withAutoSendWebhooks } from "autosend-webhooks/next";

export default withAutoSendWebhooks({});
// endregion
