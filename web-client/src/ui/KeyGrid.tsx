import "./keygrid.css";

interface KeyGridProps {
  groups: readonly string[];
  /** What the groups are: "Recovery key, 12 groups". */
  label: string;
  /** `recovery` is 12 groups of 4 in six columns, `note` the small form of the details column. */
  form: "recovery" | "note";
}

/** Groups of a key in the mono face, heavy rule above, light below. Each group is one word for a screen reader. */
export function KeyGrid({ groups, label, form }: KeyGridProps) {
  return (
    <ol className="keygrid" data-form={form} aria-label={label}>
      {groups
        // Groups may repeat, and a key never changes order: the place is the identity.
        .map((group, place) => ({ id: `${place}`, group }))
        .map(({ id, group }) => (
          <li key={id}>{group}</li>
        ))}
    </ol>
  );
}
