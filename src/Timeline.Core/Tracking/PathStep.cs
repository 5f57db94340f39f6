namespace Timeline.Tracking;

/// <summary>One step of a path into objects.</summary>
/// <param name="Kind">What the step does.</param>
/// <param name="Name">The name of the member, key or method; the digits of an index.</param>
/// <param name="Index">The index; -1 if the step is none.</param>
public readonly record struct PathStep(PathStepKind Kind, string Name, int Index)
{
    /// <summary>A step to a member or a key.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The step.</returns>
    public static PathStep Member(string name) => new(PathStepKind.Member, name, -1);

    /// <summary>A step to an element.</summary>
    /// <param name="index">Its index, from 0 up; a dictionary takes its digits for a key.</param>
    /// <returns>The step.</returns>
    public static PathStep At(int index) => new(PathStepKind.Index, FormattableString.Invariant($"{index}"), index);

    /// <summary>A call of a method without arguments, whose result is the next value.</summary>
    /// <param name="name">The name of the method.</param>
    /// <returns>The step.</returns>
    public static PathStep Call(string name) => new(PathStepKind.Call, name, -1);

    /// <summary>A call of a method with what is set as its argument.</summary>
    /// <param name="name">The name of the method.</param>
    /// <returns>The step.</returns>
    public static PathStep CallWith(string name) => new(PathStepKind.CallWith, name, -1);
}
