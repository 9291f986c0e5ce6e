import { avatarColour, initials } from "./avatarColour.ts";
import "./avatar.css";

export interface AvatarProps {
  id: string;
  name: string;
  /** A picture that replaces the initials, as an object or data URL. */
  picture?: string | undefined;
  /** Edge in CSS px at normal text size; absent: the row's. */
  size?: 28 | 36 | 44 | 72 | 96 | undefined;
  /** People are round, rooms are square. */
  room?: boolean;
  /** The dot of someone who is online; presence is also said in words near it. */
  online?: boolean | undefined;
}

/** A person's or a room's picture or initials. Decoration: the name always stands beside it. */
export function Avatar({ id, name, picture, size, room = false, online = false }: AvatarProps) {
  const colour = avatarColour(id);
  return (
    <span
      className="avatar"
      data-room={room || undefined}
      aria-hidden="true"
      style={{
        background: `var(--av-${colour})`,
        color: `var(--av-${colour}-ink)`,
        ...(size === undefined ? {} : { "--avatar": `${size / 16}rem` }),
      }}
    >
      {picture ? <img src={picture} alt="" draggable={false} /> : initials(name)}
      {online && <span className="avatar-online" />}
    </span>
  );
}
