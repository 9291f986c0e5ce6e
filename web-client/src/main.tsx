import { createClient } from "./app/createClient.ts";
import { browserPorts } from "./app/ports.ts";
import { start } from "./app/start.tsx";

await start(await createClient(browserPorts()));
