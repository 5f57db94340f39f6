namespace Timeline.Changes;

/// <summary>What stands in one place of the base of a merge, on our side and on theirs.</summary>
/// <remarks>Handed on by reference: a thousand levels of copies would need more stack than there is.</remarks>
internal readonly record struct Sides(Part Before, Part Ours, Part Theirs);
