coroutine["\000"]()
