import { type Person, person } from "./people.ts";

/** Who is in the vectors of chats; bob has changed his keys once, eve is a stranger. */
export interface Cast {
  readonly ann: Person;
  readonly bob: Person;
  readonly carol: Person;
  readonly eve: Person;
}

/** The same people in every file. */
export async function cast(): Promise<Cast> {
  return {
    ann: await person("ann"),
    bob: await person("bob", 2),
    carol: await person("carol"),
    eve: await person("eve"),
  };
}
