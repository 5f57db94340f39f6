using System.Reflection;

namespace Timeline.Objects;

/// <summary>A case of a union.</summary>
/// <param name="Tag">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Maker">The static method that gives an object of it.</param>
/// <param name="Fields">What it holds, in the order in which the maker takes it.</param>
internal sealed record FSharpCase(int Tag, string Name, MethodInfo Maker, IReadOnlyList<PropertyInfo> Fields);
