import Link from "next/link";
import { Preview } from "./preview";

export default function Page() {
  return (
    <main>
      <Link href="/other/">Away</Link>
      <Preview />
    </main>
  );
}
