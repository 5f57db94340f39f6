namespace Timeline.Storage;

/// <summary>What is left of a payload that was given up: enough to prove the version's id.</summary>
/// <param name="Patch">The SHA-256 of the patch.</param>
/// <param name="Source">The SHA-256 of the source; null where there was none.</param>
public sealed record PayloadDigests(Digest Patch, Digest? Source);
