// What a new document may begin with.

import { type Draft, emptyDraft } from "../../share/state.ts";
import { documents as words } from "../../words/en.ts";

export interface Starter {
  id: "empty" | "markdown" | "mail" | "list";
  name: string;
  /** What is in it. */
  about: string;
  draft: Draft;
}

const markdown = `# {{title}}

{{summary}}

## What you need

{{#each needs}}
- {{this}}
{{else}}
- nothing
{{/each}}

> [!NOTE]
> Questions? Write to {{contact}}.
`;

const markdownData = {
  title: "Set up the printer",
  summary: "Ten minutes, once for each machine.",
  needs: ["the cable in the box", "the name of your network"],
  contact: "help@office.example",
};

const mail = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{subject}}</title>
</head>
<body style="margin:0; background:#f2f4f3">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
<tr><td align="center" style="padding:24px 12px">
  <table role="presentation" width="560" cellpadding="0" cellspacing="0" style="max-width:100%; background:#ffffff">
  <tr><td style="padding:28px; font:16px/1.5 sans-serif; color:#20302b">
    <h1 style="margin:0 0 12px; font-size:22px">{{subject}}</h1>
    <p>Hello {{name}},</p>
    <p>{{text}}</p>
    {{#if button}}
    <p><a href="{{button.address}}" style="display:inline-block; padding:10px 18px; background:#1f6f5c; color:#ffffff; text-decoration:none">{{button.label}}</a></p>
    {{/if}}
    <p>{{sender}}</p>
  </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>
`;

const mailData = {
  subject: "Your parcel is on its way",
  name: "Noor",
  text: "It left our workshop this morning and should reach you on Thursday.",
  button: { label: "Follow it", address: "https://parcels.example/4711" },
  sender: "The workshop",
};

const list = `# {{title}}

| What | Where | Until |
| --- | --- | ---: |
{{#each items}}
| **{{name}}** | {{place}} | {{until}} |
{{/each}}

{{items.length}} entries, as of {{date}}.
`;

const listData = {
  title: "Lent books",
  date: "3 May",
  items: [
    { name: "Birds of the coast", place: "Room 12", until: "9 May" },
    { name: "Bread without haste", place: "Kitchen", until: "11 May" },
    { name: "A short history of maps", place: "Room 3", until: "20 May" },
  ],
};

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

export const starters: readonly Starter[] = [
  { id: "empty", name: words.emptyName, about: words.emptyAbout, draft: { ...emptyDraft(), data: "{}\n" } },
  {
    id: "markdown",
    name: words.markdownName,
    about: words.markdownAbout,
    draft: { ...emptyDraft(), template: markdown, data: json(markdownData) },
  },
  {
    id: "mail",
    name: words.mailName,
    about: words.mailAbout,
    draft: { ...emptyDraft(), template: mail, data: json(mailData), format: "html" },
  },
  {
    id: "list",
    name: words.listName,
    about: words.listAbout,
    draft: { ...emptyDraft(), template: list, data: json(listData) },
  },
];
