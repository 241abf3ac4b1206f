-- os.exit without a code is success.
-- reference: all
print("before")
os.exit()
print("never")
