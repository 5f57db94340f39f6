using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Timeline.Containers;

#pragma warning disable CA2227 // Models of this kind have collections that can be set.

namespace Timeline.Tests.Properties.Containers;

/// <summary>An object of any kind that can be tracked.</summary>
public interface INode
{
    string? Name { get; set; }

    [JsonPropertyName("number")]
    int Number { get; set; }

    object? Any { get; set; }

    object? Other { get; set; }
}

/// <summary>One that derives from the base class.</summary>
public sealed class TrackedNode : TrackedObject, INode
{
    private string? _name;
    private int _number;
    private object? _any;
    private object? _other;

    public string? Name
    {
        get => _name;
        set
        {
            if (SetProperty(ref _name, value)) OnPropertyChanged(nameof(Title));
        }
    }

    [JsonPropertyName("number")]
    public int Number
    {
        get => _number;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (SetProperty(ref _number, value)) OnPropertyChanged(nameof(Half));
        }
    }

    public int Half
    {
        get => _number / 2;
        set => Number = value * 2;
    }

    public string Title => $"{Name} {Number}";

    public object? Any
    {
        get => _any;
        set => _ = SetProperty(ref _any, value);
    }

    public object? Other
    {
        get => _other;
        set => _ = SetProperty(ref _other, value);
    }

    public void Reset()
    {
        (_name, _number) = (null, 0);
        OnPropertyChanged(string.Empty);
    }
}

/// <summary>The same class without tracking, as MVVM libraries have it.</summary>
public sealed class BareNode : INode, INotifyPropertyChanged, INotifyPropertyChanging
{
    private string? _name;
    private int _number;
    private object? _any;
    private object? _other;

    public event PropertyChangedEventHandler? PropertyChanged;

    public event PropertyChangingEventHandler? PropertyChanging;

    public string? Name
    {
        get => _name;
        set
        {
            if (SetProperty(ref _name, value)) OnPropertyChanged(nameof(Title));
        }
    }

    [JsonPropertyName("number")]
    public int Number
    {
        get => _number;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (SetProperty(ref _number, value)) OnPropertyChanged(nameof(Half));
        }
    }

    public int Half
    {
        get => _number / 2;
        set => Number = value * 2;
    }

    public string Title => $"{Name} {Number}";

    public object? Any
    {
        get => _any;
        set => _ = SetProperty(ref _any, value);
    }

    public object? Other
    {
        get => _other;
        set => _ = SetProperty(ref _other, value);
    }

    public void Reset()
    {
        (_name, _number) = (null, 0);
        OnPropertyChanged(string.Empty);
    }

    private void OnPropertyChanged(string name) => PropertyChanged?.Invoke(this, new(name));

    private bool SetProperty<T>(ref T field, T value, [CallerMemberName] string name = "")
    {
        if (EqualityComparer<T>.Default.Equals(field, value)) return false;
        PropertyChanging?.Invoke(this, new(name));
        field = value;
        OnPropertyChanged(name);
        return true;
    }
}

/// <summary>A model that only tells what has changed, with an observable collection.</summary>
public sealed class ModelNode : INode, INotifyPropertyChanged
{
    private string? _name;
    private int _number;
    private object? _any;
    private object? _other;
    private ObservableCollection<object?> _items = [];

    public event PropertyChangedEventHandler? PropertyChanged;

    public string? Name
    {
        get => _name;
        set => Set(ref _name, value);
    }

    [JsonPropertyName("number")]
    public int Number
    {
        get => _number;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Set(ref _number, value);
        }
    }

    public object? Any
    {
        get => _any;
        set => Set(ref _any, value);
    }

    public object? Other
    {
        get => _other;
        set => Set(ref _other, value);
    }

    public ObservableCollection<object?> Items
    {
        get => _items;
        set => Set(ref _items, value);
    }

    private void Set<T>(ref T field, T value, [CallerMemberName] string name = "")
    {
        if (EqualityComparer<T>.Default.Equals(field, value)) return;
        field = value;
        PropertyChanged?.Invoke(this, new(name));
    }
}
