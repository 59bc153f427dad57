// Prints what was tested in which engine: a row for each behaviour, a column for each engine.
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

const engines = ["Chromium", "Firefox", "WebKit"];
const signs: Record<TestResult["status"], string> = {
  passed: "yes",
  failed: "NO",
  timedOut: "NO",
  interrupted: "NO",
  skipped: "-",
};

export default class EngineTable implements Reporter {
  /** Behaviour by name: how each engine did. */
  private readonly rows = new Map<string, Map<string, string>>();
  private readonly reasons = new Set<string>();

  onTestEnd(test: TestCase, { status }: TestResult): void {
    const [, engine = "", file = "", ...titles] = test.titlePath();
    if (!engines.includes(engine)) return;
    const behaviour = `${file.replace(/^.*\/|\.spec\.ts$/g, "")}: ${titles.join(", ")}`;
    const row = this.rows.get(behaviour) ?? new Map<string, string>();
    this.rows.set(behaviour, row.set(engine, signs[status]));
    if (status !== "skipped") return;
    const reason = test.annotations.find(({ type }) => type === "skip")?.description ?? "";
    this.reasons.add(`- ${engine}: ${behaviour}: ${reason}`);
  }

  onEnd(): void {
    if (this.rows.size === 0) return;
    const width = Math.max(...[...this.rows.keys()].map(({ length }) => length));
    const line = (name: string, cells: string[]) =>
      `${name.padEnd(width)}  ${cells.map((cell) => cell.padEnd(8)).join("  ")}`.trimEnd();
    const lines = [...this.rows].map(([name, row]) =>
      line(
        name,
        engines.map((engine) => row.get(engine) ?? ""),
      ),
    );
    console.log(["", line("Behaviour", engines), ...lines.toSorted(), ...this.reasons, ""].join("\n"));
  }
}
