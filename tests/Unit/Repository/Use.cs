namespace Timeline.Tests.Unit.Repository;

/// <summary>That one type, somewhere in its declaration or its methods' bodies, uses another.</summary>
/// <param name="User">The outermost type whose code it is, with its namespace.</param>
/// <param name="Type">The type used, with its namespace; nested ones after a <c>+</c>.</param>
/// <param name="Member">The member used; empty where only the type is named.</param>
internal sealed record Use(string User, string Type, string Member)
{
    public string UserNamespace => NamespaceOf(User);

    public string TypeNamespace => NamespaceOf(Type);

    public override string ToString() => Member.Length == 0 ? $"{User} -> {Type}" : $"{User} -> {Type}.{Member}";

    private static string NamespaceOf(string type)
    {
        var outermost = type.Split('+')[0];
        var dot = outermost.LastIndexOf('.');
        return dot < 0 ? "" : outermost[..dot];
    }
}
