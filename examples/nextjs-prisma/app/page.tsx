export default function Page() {
  return <p>AutoSend posts its webhooks to /webhooks.</p>;
}
