import type { ChatId, ClientId } from "../../protocol/index.ts";
import type { Delivery } from "../message/model.ts";
import type { FileItem } from "./model.ts";

/** An own message whose files are uploaded; once they are stored, the outbox has it. */
export interface Sending {
  readonly clientId: ClientId;
  readonly chatId: ChatId;
  readonly createdAt: number;
  readonly files: readonly FileItem[];
  readonly text?: string;
  readonly delivery: Delivery;
}
