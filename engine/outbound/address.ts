/** Where the server may send requests that people named: only to public addresses, by https, unless the operator said otherwise. */
import { BlockList, isIP, isIPv4 } from "node:net";
import { InvalidInput } from "#model/errors.ts";

/** Blocks of the IANA special-purpose registries (RFC 6890) and what carries an IPv4 address within an IPv6 one. */
const CLOSED_4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";
const CLOSED_6 =
  "::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8";

function listOf(blocks: string, family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const block of blocks.split(" ")) {
    const [net, bits] = block.split("/");
    list.addSubnet(net!, Number(bits), family);
  }
  return list;
}

// Apart: in one list the block of IPv4 addresses within IPv6 would close all of IPv4.
const closed4 = listOf(CLOSED_4, "ipv4");
const closed6 = listOf(CLOSED_6, "ipv6");

/** Ports on which web servers answer whoever asks; a host with another is named by the operator. */
const PORTS = new Set(["", "443", "8443"]);
const LONGEST = 2000;

/** Is it the address of a machine that anybody may reach? */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (isIP(bare) === 0) return false;
  return isIPv4(bare) ? !closed4.check(bare, "ipv4") : !closed6.check(bare, "ipv6");
}

/** Hosts that the operator vouches for, as `host` or `host:port`: there http and addresses of the own network are allowed. */
export type TrustedHosts = ReadonlySet<string>;

/** `erp.internal, localhost:9000` → the set of them. @returns undefined where one is no host */
export function readTrustedHosts(text: string): TrustedHosts | undefined {
  const hosts = text
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== "");
  return hosts.every((host) => /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/.test(host)) ? new Set(hosts) : undefined;
}

export const isTrusted = (url: URL, trusted: TrustedHosts): boolean =>
  trusted.has(url.hostname) || trusted.has(`${url.hostname}:${url.port || (url.protocol === "http:" ? "80" : "443")}`);

/**
 * Reads an address to send to. Odd spellings of numbers (2130706433, 0x7f.1, 127.1) are read by the URL's own rules before they
 * are judged; names are judged by where they lead, when they are asked.
 * @throws InvalidInput naming `path` with what is wrong
 */
export function readAddress(text: string, trusted: TrustedHosts, path = "address"): URL {
  const refuse = (message: string, code: string): never => {
    throw new InvalidInput([{ path, message, code }]);
  };
  if (text.length > LONGEST || !URL.canParse(text))
    return refuse("is an address such as https://example.com/hook", "outbound.address");
  const url = new URL(text);
  const vouched = isTrusted(url, trusted);
  if (url.protocol !== "https:" && !(vouched && url.protocol === "http:"))
    return refuse("begins with https://", "outbound.https");
  if (url.username !== "" || url.password !== "") return refuse("carries no name and password", "outbound.userinfo");
  if (vouched) return url;
  if (!PORTS.has(url.port)) return refuse("is on port 443 or 8443", "outbound.port");
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  const isLocalName =
    !literal.replace(/\.$/, "").includes(".") || /\.(localhost|local|internal|home\.arpa)\.?$/.test(literal);
  if (isIP(literal) === 0 ? isLocalName : !isPublicAddress(literal))
    return refuse("is an address within our own network", "outbound.private");
  return url;
}
