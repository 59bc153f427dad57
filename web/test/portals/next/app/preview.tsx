"use client";
import "livebars/react";
import { useState } from "react";

const template = "# {{title}}\n\n{{> note}}\n\n{{#each kinds}}- {{this}}\n{{/each}}";

export function Preview() {
  const [title, setTitle] = useState("Seals");
  return (
    <>
      <button onClick={() => setTitle("Herons")}>Rename</button>
      <button
        onClick={() => {
          const root = document.documentElement;
          root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
        }}
      >
        Theme
      </button>
      <livebars-preview
        templateText={template}
        dataText={JSON.stringify({ title, kinds: ["grey", "harbour"] })}
        partialsText={JSON.stringify({ note: `A note on ${title}.` })}
        height="auto"
      />
    </>
  );
}
