namespace Timeline.Admission;

/// <summary>A rule that lists every reason.</summary>
internal sealed class ReasonsRule<T>(string name, Func<T, IEnumerable<string>> reasons) : Rule<T>(name)
{
    private protected override Findings? Find(T value, Findings? found) => Findings.Add(found, Name, reasons(value));
}
