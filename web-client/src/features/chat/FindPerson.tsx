import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { goBack, navigate } from "../../app/history.ts";
import { useMe } from "../../app/hooks.ts";
import type { ClientError } from "../../app/result.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { RowSkeletons } from "../../ui/Skeleton.tsx";
import type { Person } from "./model.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";
import "./findPerson.css";

/** Finds people by the beginning of their username and opens the chat with one of them. */
export function FindPerson({ begun = "" }: { begun?: string | undefined }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState(begun);
  const search = usePeople(query);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { chat } = useClient();
  const me = useMe();
  const open = useAction(async (person: Person) => {
    const result = await chat.openChatWith(person.userId);
    if (result.ok) navigate({ name: "chat", chatId: result.value, details: false }, "replace");
    return result;
  });
  const only = search.kind === "found" && search.people.length === 1 ? search.people[0] : undefined;
  const openOnly = () => {
    if (only !== undefined && only.userId !== me.userId) void open.run(only);
  };
  return (
    <section className="list" aria-labelledby="find-title">
      <header className="find-head">
        <span className="find-back">
          <IconButton icon="back" label={t("ui.back")} onClick={() => goBack({ name: "chats" })} />
        </span>
        <h1 id="find-title">{t("people.title")}</h1>
      </header>
      <div className="list-search">
        <SearchField
          ref={field}
          label={t("people.search")}
          value={query}
          onChange={setQuery}
          onEnter={openOnly}
        />
      </div>
      <div className="list-body">
        <FoundPeople search={search} query={query} open={open} />
      </div>
    </section>
  );
}

/** The opening of a chat with one of the people found. */
type Opening = ReturnType<typeof useAction<[Person], string>>;

type Search =
  | { kind: "hint" }
  | { kind: "invalid" }
  | { kind: "searching" }
  | { kind: "failed"; error: ClientError }
  | { kind: "found"; people: readonly Person[]; more: (() => Promise<void>) | undefined };

/** Milliseconds of quiet before a typed name is asked for. */
const typingPause = 250;

function usePeople(query: string): Search {
  const { chat } = useClient();
  const text = query.trim().replace(/^@/, "").toLowerCase();
  const [search, setSearch] = useState<Search>({ kind: "hint" });
  useEffect(() => {
    if ([...text].length < 2) return setSearch({ kind: "hint" });
    if (!/^[a-z0-9_]{2,32}$/.test(text)) return setSearch({ kind: "invalid" });
    setSearch({ kind: "searching" });
    let wanted = true;
    const load = async (before: readonly Person[], cursor?: string): Promise<void> => {
      const result = await chat.findPeople(text, cursor);
      if (!wanted) return;
      if (!result.ok) return setSearch({ kind: "failed", error: result.error });
      const people = [...before, ...result.value.people];
      const { next } = result.value;
      setSearch({
        kind: "found",
        people,
        more: next === undefined ? undefined : () => load(people, next),
      });
    };
    const timer = setTimeout(() => void load([]), typingPause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [chat, text]);
  return search;
}

interface FoundPeopleProps {
  search: Search;
  query: string;
  open: Opening;
}

function FoundPeople({ search, query, open }: FoundPeopleProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  switch (search.kind) {
    case "hint":
      return <p className="list-note">{t("people.hint")}</p>;
    case "invalid":
      return <p className="list-note">{t("people.invalid")}</p>;
    case "searching":
      return <RowSkeletons label={t("people.loading")} />;
    case "failed":
      return (
        <div className="list-note">
          <Notice tone="danger">{ofError(search.error)}</Notice>
        </div>
      );
    case "found":
      if (search.people.length === 0) {
        return (
          <div className="list-note" role="status">
            <h2>{t("people.noneTitle")}</h2>
            <p>{t("people.noneText", { query: query.trim() })}</p>
          </div>
        );
      }
      return <PeopleRows people={search.people} more={search.more} open={open} />;
  }
}

interface PeopleRowsProps {
  people: readonly Person[];
  more: (() => Promise<void>) | undefined;
  open: Opening;
}

function PeopleRows({ people, more, open }: PeopleRowsProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const me = useMe();
  const [loading, setLoading] = useState(false);
  return (
    <>
      <p className="sr-only" role="status">
        {open.busy ? t("people.opening") : t("people.results", { count: people.length })}
      </p>
      {open.error && (
        <div className="list-note">
          <Notice tone="danger">{ofError(open.error)}</Notice>
        </div>
      )}
      <ul className="rows">
        {people.map((person) => (
          <li key={person.userId}>
            <button
              type="button"
              className="row find-row"
              disabled={person.userId === me.userId}
              aria-disabled={open.busy || undefined}
              onClick={() => void open.run(person)}
            >
              <PersonAvatar person={person} />
              <span className="row-lines">
                <span className="row-line">
                  <span className="row-name">{person.userName}</span>
                </span>
                <span className="row-line">
                  <span className="row-preview find-login">@{person.login}</span>
                  {person.userId === me.userId && (
                    <span className="row-time">{t("people.you")}</span>
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more && (
        <div className="find-more">
          <Button
            busy={loading}
            onClick={async () => {
              setLoading(true);
              await more();
              setLoading(false);
            }}
          >
            {t("people.more")}
          </Button>
        </div>
      )}
    </>
  );
}
