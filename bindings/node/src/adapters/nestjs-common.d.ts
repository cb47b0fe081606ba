// The part of Nest that its adapter uses, so that the package can be built without it.
declare module "@nestjs/common" {
  export class HttpException extends Error {
    constructor(response: object, status: number, options?: { cause?: unknown });
  }
}
