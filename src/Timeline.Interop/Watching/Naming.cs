using Timeline.Documents;
using Timeline.Objects;

namespace Timeline.Watching;

/// <summary>What is wrong with a name, in words that say what to do.</summary>
internal static class Naming
{
    internal static KeyNotFoundException Unknown(string name, IEnumerable<string> known)
    {
        var near = string.Join(" or ", NearNames.Of(name, known).Select(other => $"'{other}'"));
        return new($"no variable named '{name}' is registered{(near.Length > 0 ? $": did you mean {near}?" : "")}");
    }

    internal static InvalidCastException OtherType<T>(WatchedVariable variable) => new(
        $"'{variable.Name}' is a watched {TypeName.Of(variable.ValueType)}, not a watched {TypeName.Of(typeof(T))}: "
        + $"ask for it as {TypeName.Of(variable.ValueType)}");

    internal static ArgumentException Taken(string name, string parameter) => new(
        $"a variable named '{name}' is registered already: Find it, or Overwrite it to begin anew", parameter);
}
