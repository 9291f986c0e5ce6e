import { useEffect, useState } from "react";
import { useClient } from "../../app/client.ts";
import { Avatar, type AvatarProps } from "../../ui/Avatar.tsx";
import type { Person } from "./model.ts";

interface PersonAvatarProps extends Pick<AvatarProps, "size" | "online"> {
  person: Person;
}

/** A person's picture, or initials until it is there and where there is none. */
export function PersonAvatar({ person, ...rest }: PersonAvatarProps) {
  const { chat } = useClient();
  const { login, avatar } = person;
  const [picture, setPicture] = useState<{ of: string; url: string }>();
  useEffect(() => {
    if (avatar === undefined) return;
    let wanted = true;
    void chat.avatarUrl(login, avatar).then((url) => {
      if (wanted && url) setPicture({ of: avatar, url });
    });
    return () => {
      wanted = false;
    };
  }, [chat, login, avatar]);
  const url = picture && picture.of === avatar ? picture.url : undefined;
  return <Avatar id={person.userId} name={person.userName} picture={url} {...rest} />;
}
