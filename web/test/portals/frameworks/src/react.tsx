import "livebars/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { dataOf, partials, template } from "./content.ts";

function App() {
  const [title, setTitle] = useState("Seals");
  const [isAway, setAway] = useState(false);
  const [ready, setReady] = useState("not yet");
  return (
    <>
      <nav>
        <button onClick={() => setAway(!isAway)}>{isAway ? "Back" : "Away"}</button>
        <button onClick={() => setTitle("Herons")}>Rename</button>
        <button onClick={() => document.documentElement.classList.toggle("dark")}>Theme</button>
        <output>{ready}</output>
      </nav>
      {isAway ? (
        <p>Another page</p>
      ) : (
        <livebars-preview
          templateText={template}
          data={dataOf(title)}
          partials={partials}
          height="auto"
          onready={() => setReady("ready")}
        />
      )}
    </>
  );
}

createRoot(document.querySelector("main") as HTMLElement).render(<App />);
