import "reflect-metadata";
// region: receive
import { Controller, HttpCode, Module, Post, Req, UseGuards } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { WebhookGuard, type WebhookRequest } from "autosend-webhooks/nestjs";

@Controller("webhooks")
@UseGuards(new WebhookGuard()) // The secret is AUTOSEND_WEBHOOK_SECRET, at the first request.
class WebhooksController {
  @Post()
  @HttpCode(200)
  receive(@Req() { delivery }: WebhookRequest) {
    return { received: true, type: delivery.type };
  }
}

@Module({ controllers: [WebhooksController] })
class AppModule {}

// rawBody: Nest's own parser reads every body, and keeps the bytes for the verifier.
export async function createApp() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody: true, logger: false });
  // Its own limit is a tenth of what deliveries may have.
  app.useBodyParser("json", { limit: "1mb" });
  return app;
}
// endregion
