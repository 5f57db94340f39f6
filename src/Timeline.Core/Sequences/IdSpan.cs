namespace Timeline.Sequences;

/// <summary>Ids in a row that one state has and another has not, as each of them names them.</summary>
/// <param name="Start">The first id, as the state that lacks it would name it.</param>
/// <param name="End">The id behind the last one, named so.</param>
/// <param name="Shift">What to add for the name in the state that has it; it runs over.</param>
internal readonly record struct IdSpan(ulong Start, ulong End, ulong Shift)
{
    public ulong TheirStart => unchecked(Start + Shift);

    public ulong TheirEnd => unchecked(End + Shift);
}
