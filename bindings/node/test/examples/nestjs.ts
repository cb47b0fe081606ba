import "reflect-metadata";
// region: receive
import { type MiddlewareConsumer, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { webhook } from "autosend-webhooks/nestjs";

@Module({})
class AppModule {
  configure(consumer: MiddlewareConsumer) {
    const handlers = { "email.bounced": (event) => console.log(`${event.data.to.email} bounced`) };
    consumer.apply(webhook({ handlers })).forRoutes("webhooks");
  }
}

// rawBody: Nest's own parser reads every body, and keeps the bytes for the verifier.
export async function createApp() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody: true, logger: false });
  // Its own limit is a tenth of what deliveries may have.
  app.useBodyParser("json", { limit: "1mb" });
  return app;
}
// endregion
