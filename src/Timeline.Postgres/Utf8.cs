namespace Timeline.Postgres;

/// <summary>A text as its bytes, which are sent as they are.</summary>
/// <param name="Bytes">UTF-8, without U+0000.</param>
internal sealed record Utf8(byte[] Bytes);
