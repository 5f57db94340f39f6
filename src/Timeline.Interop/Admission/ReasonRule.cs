namespace Timeline.Admission;

/// <summary>A rule that gives at most one reason.</summary>
internal sealed class ReasonRule<T>(string name, Func<T, string?> reason) : Rule<T>(name)
{
    private protected override Findings? Find(T value, Findings? found) => Findings.Add(found, Name, reason(value));
}
