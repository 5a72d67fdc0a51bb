// Compiles Mixture.sol with and without the optimizer, for the comparison of machines.
//   node compile.mjs <output directory> <directory that holds node_modules>
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [output, modules] = process.argv.slice(2).map((path) => resolve(path));
const solc = createRequire(join(modules, "package.json"))("solc");

for (const enabled of [false, true]) {
  const result = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources: { "Mixture.sol": { content: readFileSync(join(here, "Mixture.sol"), "utf8") } },
        settings: {
          evmVersion: "paris",
          optimizer: { enabled, runs: 200 },
          outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
        },
      }),
    ),
  );
  const errors = (result.errors ?? []).filter((error) => error.severity === "error");
  if (errors.length > 0) {
    throw new Error(errors.map((error) => error.formattedMessage).join("\n"));
  }
  const { abi, evm } = result.contracts["Mixture.sol"].Mixture;
  const name = enabled ? "Mixture.optimized" : "Mixture";
  writeFileSync(join(output, `${name}.abi.json`), JSON.stringify(abi));
  writeFileSync(join(output, `${name}.bin`), evm.bytecode.object);
}
