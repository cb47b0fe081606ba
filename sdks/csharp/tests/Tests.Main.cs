using System;
using System.Collections.Generic;
using System.Linq;

/// <summary>Runs the tests that it is compiled with: Tests.exe CHECKOUT. Every method without arguments is one.</summary>
sealed partial class Tests
{
    static string[] arguments;

    static int Main(string[] given)
    {
        arguments = given;
        int passed = 0;
        int failed = 0;
        var flags = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly;
        foreach (var test in typeof(Tests).GetMethods(flags).Where(it => (arguments.Length < 2 || arguments.Contains(it.Name)) && it.GetParameters().Length == 0 && !it.IsSpecialName))
        {
            try
            {
                test.Invoke(new Tests(), null);
                passed++;
            }
            catch (System.Reflection.TargetInvocationException failure)
            {
                failed++;
                Console.WriteLine(test.Name + ": " + failure.InnerException);
            }
        }
        Console.WriteLine(passed + " passed, " + failed + " failed");
        return failed > 0 || passed == 0 ? 1 : 0;
    }

    static void Same<T>(T expected, T got)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, got))
        {
            throw new Exception("expected " + expected + ", got " + got);
        }
    }
}
