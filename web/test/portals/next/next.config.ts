import type { NextConfig } from "next";

// A site of files, as most portals are.
const config: NextConfig = { output: "export", trailingSlash: true };

export default config;
