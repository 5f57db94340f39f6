namespace Timeline.Admission;

/// <summary>The rules that the types of a model carry themselves.</summary>
internal sealed class ModelRule<T>() : Rule<T>("annotations")
{
    private protected override Findings? Find(T value, Findings? found) => new ModelWalk(Name, found).Run(value);
}
