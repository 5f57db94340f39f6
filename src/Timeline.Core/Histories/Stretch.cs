namespace Timeline.Histories;

/// <summary>What the versions of a stretch of a line have in common, held once for all of them.</summary>
/// <param name="Actor">Who recorded them.</param>
/// <param name="Label">In what words, but for those that have their own.</param>
/// <param name="IndexLead">By how much the index of each is greater than its position: what was pruned before.</param>
/// <param name="GenerationLead">By how much its generation is: what the merges before it have added.</param>
internal sealed record Stretch(string Actor, string Label, int IndexLead, int GenerationLead);
