import Link from "next/link";

export default function Other() {
  return (
    <main>
      <p>Another page</p>
      <Link href="/">Back</Link>
    </main>
  );
}
