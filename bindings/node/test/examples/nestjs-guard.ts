import "reflect-metadata";
// region: receive
import { Controller, HttpCode, Module, Post, Req, UseGuards } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { Verifier } from "autosend-webhooks";
import { WebhookGuard, type WebhookRequest } from "autosend-webhooks/nestjs";

@Controller("webhooks")
@UseGuards(new WebhookGuard(new Verifier(process.env.AUTOSEND_WEBHOOK_SECRET)))
class WebhooksController {
  @Post()
  @HttpCode(200)
  receive(@Req() { delivery }: WebhookRequest) {
    return { received: true, type: delivery.type };
  }
}

@Module({ controllers: [WebhooksController] })
class AppModule {}

export const createApp = () => NestFactory.create(AppModule, { rawBody: true, logger: false });
// endregion
