import { backend } from "autosend-webhooks";
import { webhook } from "autosend-webhooks/fetch";
import { TEST_SECRET } from "autosend-webhooks/testing";

const receive = webhook({ secret: TEST_SECRET });

export default {
  async fetch(request, environment, context) {
    const answer = await receive(request, environment, context);
    answer.headers.set("x-backend", backend);
    return answer;
  },
};
