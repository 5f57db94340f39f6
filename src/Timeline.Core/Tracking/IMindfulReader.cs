namespace Timeline.Tracking;

/// <summary>A reader that remembers of a variable where it looked and what was there.</summary>
/// <remarks>
/// A variable and its capture lie anywhere in memory. What the reader remembers can lie side by side, so that a
/// detection in which nothing changed asks for neither of them.
/// </remarks>
internal interface IMindfulReader : IVariableReader
{
    /// <summary>As <see cref="IVariableReader.Read"/>, of a variable with nothing below it.</summary>
    /// <param name="slot">A number to remember it by: mostly the same for the same variable, below their count.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="parent">What was just seen at its parent.</param>
    /// <returns>
    /// What <see cref="IVariableReader.Read"/> gives; or the default, which says that it is settled and that what was
    /// seen last was reported and is there still.
    /// </returns>
    Reading Look(int slot, TrackedVariable variable, Seen parent);
}
