namespace Timeline.ChangeLogs;

/// <summary>The names of the fields of an entry's JSON. They are the format: none is ever used for anything
/// else.</summary>
internal static class ChangeField
{
    public const string Format = "format";
    public const string Id = "id";
    public const string Origin = "origin";
    public const string Time = "time";
    public const string Actor = "actor";
    public const string Action = "action";
    public const string Method = "method";
    public const string Path = "path";
    public const string Before = "before";
    public const string After = "after";
    public const string Group = "group";
    public const string Tree = "tree";
    public const string Container = "container";
    public const string Kind = "kind";
    public const string Name = "name";
    public const string Stack = "stack";
}
