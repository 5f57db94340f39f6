using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

/// <summary>What is looked into in a way of our own is also made in a way of our own.</summary>
public sealed class CollectionKindTests
{
    public static TheoryData<Type> Kinds => [.. SpecialTypes.Collections];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_collection_that_is_looked_into_is_made_and_read_back(Type kind)
    {
        var isMap = kind.GetGenericArguments().Length == 2;
        var type = isMap ? kind.MakeGenericType(typeof(string), typeof(int)) : kind.MakeGenericType(typeof(int));
        var made = isMap
            ? MadeMapping.TryOf(type, [KeyValuePair.Create("a", 1), KeyValuePair.Create("b", 2)])
            : MadeSequence.TryOf(type, [1, 2]);
        Assert.IsAssignableFrom(type, made);
        var view = ObjectTree.Default.ViewOf(type);
        var value = new TreeWalk(ObjectTree.Default).Project(view, made!);
        Assert.Equal(Right(Json.Parse(isMap ? """{"a":1,"b":2}""" : "[1,2]")), value);
        Assert.Equal(
            value, new TreeWalk(ObjectTree.Default).Project(view, ObjectTree.Read(view, value)!));
    }
}
