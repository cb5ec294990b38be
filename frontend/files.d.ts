// Files that the bundler copies beside the page: what is imported is their address.

declare module "*.woff2" {
  const address: string;
  export default address;
}
